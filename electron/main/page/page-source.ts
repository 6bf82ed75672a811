/** What a page's address means: its bytes and their type. */
export interface PageFile {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}
/** Undefined where there is no such file. */
export type PageSource = (url: string) => Promise<PageFile | undefined>
