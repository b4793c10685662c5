/** How many requests were answered, by status, and from where: the front stage (memory) or the router. */
export class Tally {
  /** Plain numbers: they are counted forty thousand times a second. */
  #sent = 0
  #unchanged = 0
  readonly router = new Map<number, number>()

  countFront(status: 200 | 304): void {
    if (status === 200) this.#sent++
    else this.#unchanged++
  }

  get front(): ReadonlyMap<number, number> {
    return new Map([
      [200, this.#sent],
      [304, this.#unchanged],
    ])
  }

  countRouter(status: number): void {
    this.router.set(status, (this.router.get(status) ?? 0) + 1)
  }
}
