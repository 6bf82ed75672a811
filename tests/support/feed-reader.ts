/** An open feed: reads its non-empty lines one by one. */
export interface FeedReader {
  /** The next line as JSON; undefined when the feed has ended. */
  next(): Promise<Readonly<Record<string, unknown>> | undefined>
  /** Resolves when the server has sent its first byte. */
  readonly opened: Promise<void>
  close(): void
}

/** Opens a feed and resolves once it is connected (the server sends a newline at once). */
export async function openFeed(url: string, headers: Readonly<Record<string, string>>): Promise<FeedReader> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  if (!response.ok || response.body === null) throw new Error(`feed: ${response.status} ${await response.text()}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let buffered = ''

  async function readMore(): Promise<boolean> {
    const { done, value } = await reader.read()
    if (!done) buffered += value
    return !done
  }
  const opened = readMore().then(() => undefined)
  await opened

  return {
    opened,
    async next() {
      for (;;) {
        const [line, rest] = splitLine(buffered)
        if (line !== undefined) {
          buffered = rest
          if (line.trim() !== '') return JSON.parse(line) as Readonly<Record<string, unknown>>
        } else if (!(await readMore())) return undefined
      }
    },
    close: () => abort.abort()
  }
}

function splitLine(text: string): readonly [string | undefined, string] {
  const end = text.indexOf('\n')
  return end < 0 ? [undefined, text] : [text.slice(0, end), text.slice(end + 1)]
}
