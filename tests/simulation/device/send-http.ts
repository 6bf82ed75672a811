import { Agent, type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'

const agent = new Agent({ keepAlive: true })

/**
 * One request over Node's own client, for a third of the time that `fetch` takes.
 * @param isStream whether the body is handed over as it comes; otherwise the whole answer has arrived before anybody sees its
 * beginning, so that a cut never leaves half of one; @param readDate what its `Date` says, epoch ms
 */
export async function sendHttp(
  url: string,
  { method = 'GET', headers, body }: RequestInit,
  parts: { readonly isStream: boolean; readonly signal: AbortSignal; readonly readDate: () => number }
): Promise<Response> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sending = request(
      url,
      { method, headers: Object.fromEntries(new Headers(headers)), agent, signal: parts.signal },
      resolve
    )
    sending.on('error', reject)
    sending.end(body)
  })
  const date = new Date(parts.readDate()).toUTCString()
  const head = { status: answer.statusCode ?? 500, headers: { ...toHeaders(answer), date } }
  if (parts.isStream) return new Response(Readable.toWeb(answer) as ReadableStream, head)
  answer.setEncoding('utf8')
  let text = ''
  for await (const chunk of answer) text += String(chunk)
  return new Response(text, head)
}

function toHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
