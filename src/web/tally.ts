/** How many requests were answered, by status, and from where: the front stage (memory) or the router. */
export class Tally {
  readonly front = new Map<number, number>()
  readonly router = new Map<number, number>()

  countFront(status: number): void {
    this.front.set(status, (this.front.get(status) ?? 0) + 1)
  }

  countRouter(status: number): void {
    this.router.set(status, (this.router.get(status) ?? 0) + 1)
  }
}
