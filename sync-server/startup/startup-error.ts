/** A reason not to start that the operator can do something about; `lines` are shown as they are. */
export class StartupError extends Error {
  readonly lines: readonly string[]

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options)
    this.name = 'StartupError'
    this.lines = lines
  }
}
