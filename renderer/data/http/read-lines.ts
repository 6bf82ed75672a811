/**
 * The lines of a stream as they come, empty ones (heartbeats) included, without the line ends. Ends with the stream or the
 * signal; rejects where the connection breaks.
 */
export async function* readLines(stream: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  const cancel = (): void => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  let rest = ''
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
  }
}
