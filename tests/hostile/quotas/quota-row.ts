import type { TestServer } from '../../support/test-server.ts'

/** What somebody gets: an answer, or a row of one. */
export interface Told {
  readonly status: number
  readonly reason?: unknown
  readonly retryAfter?: string | null
  readonly connection?: string | null
}

/** One bound of docs/http-api.md, and how it is reached. */
export interface QuotaRow {
  /** As docs/http-api.md names it: the first cell of the table, or words of its text. */
  readonly what: string
  /** Words of the same line that say how much. */
  readonly bound: string
  /** Words of the same line that say what comes beyond. */
  readonly beyond: string
  /** @returns what came up to the bound, none of it a refusal, and what came after */
  drive(stage: QuotaStage): Promise<{ readonly upTo: readonly Told[]; readonly after: Told }>
  /** Where the line does not say it in words. */
  readonly expected: Partial<Told>
}

export interface QuotaStage {
  readonly test: TestServer
  /** Somebody new, who has used nothing. */
  newcomer(): Promise<Newcomer>
}

export interface Newcomer {
  readonly name: string
  readonly userId: string
  readonly token: string
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Told>
  /** Begins a request by hand and leaves it so. Resolves when the server has it. */
  readonly leave: (head: string) => Promise<Left>
}

export interface Left {
  /** Resolves once something was answered, or the connection cut. */
  readonly heard: () => Promise<Told>
  readonly isCut: boolean
  readonly end: () => void
}
