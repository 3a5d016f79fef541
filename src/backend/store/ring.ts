/** First in, first out, in constant time. Grows as it fills; the owner decides what to take out. */
export class Ring<T> {
  #items: (T | undefined)[] = [];
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: T): void {
    if (this.#size === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#size) % this.#items.length] = item;
    this.#size += 1;
  }

  peek(): T | undefined {
    return this.#size === 0 ? undefined : this.#items[this.#head];
  }

  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.#items.length;
    this.#size -= 1;
    return item;
  }

  *newestFirst(): Generator<T> {
    for (let i = this.#size - 1; i >= 0; i -= 1)
      yield this.#items[(this.#head + i) % this.#items.length] as T;
  }

  #grow(): void {
    const items = [...this.#items.slice(this.#head), ...this.#items.slice(0, this.#head)];
    items.length = Math.max(16, this.#items.length * 2);
    this.#items = items;
    this.#head = 0;
  }
}
