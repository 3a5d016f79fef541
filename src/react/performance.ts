import {
  createElement,
  Profiler,
  type ProfilerOnRenderCallback,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { recordRender } from './renders.ts';

/** On a server there is no commit, and React 18 warns of layout effects there. */
const useCommit = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** From the call in a render to the commit of that render, unless the profiler has told of it. */
const useCommitTime = (component: string, isProfiled?: { readonly current: boolean }): void => {
  const isMounted = useRef(false);
  let start: number | undefined = performance.now();
  useCommit(() => {
    // StrictMode runs the effects of one render twice, and a hidden tree that is shown again runs old ones.
    if (start !== undefined && !isProfiled?.current)
      recordRender(component, isMounted.current ? 'update' : 'mount', performance.now() - start);
    start = undefined;
    isMounted.current = true;
  });
};

/**
 * Tells how often the component that calls it is committed, and how long that took from the begin of its render: its
 * children's renders and layout effects are in it.
 */
export const usePerformanceMonitoring = (component: string): void => useCommitTime(component);

export interface PerformanceMonitorProps {
  /** As `react.component`; one of few, without ids. */
  readonly name: string;
  readonly children?: ReactNode;
}

/**
 * Tells how often anything in it is committed, how long rendering took, and how long it was from the begin of the
 * render to the commit, by React's `Profiler`. Where the build of React has no profiling, which is so in production
 * unless `react-dom/profiling` is used, it tells commits of itself only: those that begin above it.
 */
export const PerformanceMonitor = ({ name, children }: PerformanceMonitorProps): ReactNode => {
  const isProfiled = useRef(false);
  useCommitTime(name, isProfiled);
  const onRender: ProfilerOnRenderCallback = (_id, phase, actualDuration, _base, startTime, commitTime) => {
    isProfiled.current = true;
    recordRender(name, phase, commitTime - startTime, actualDuration);
  };
  return createElement(Profiler, { id: name, onRender }, children);
};
