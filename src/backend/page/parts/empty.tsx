import type { ComponentChildren } from 'preact';

/** Says why a list has nothing in it. */
export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <p class="title">{title}</p>
    {children}
  </div>
);

export const Failed = ({ error }: { error: string }) =>
  error === '' ? null : (
    <p class="failed" role="alert">
      {error}
    </p>
  );
