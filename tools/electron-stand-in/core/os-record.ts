/** One thing that the app asked of the operating system, in the order of asking. Plain data: specs fetch it as a whole. */
export interface OsRequest {
  readonly kind: string
  readonly [detail: string]: unknown
}

export const osRecord: OsRequest[] = []

/** Keeps a request; functions and objects with behaviour are left out, what remains is data. */
export const recordRequest = (kind: string, details: Readonly<Record<string, unknown>> = {}): void => {
  osRecord.push({ ...(JSON.parse(JSON.stringify(details)) as object), kind })
}
