import { z } from 'zod'
import { parseJson } from '#domain/parse-json.ts'

/** CouchDB's welcome, and whose server it is: a plain CouchDB has neither our accounts nor our rules. */
const welcomeSchema = z.object({ couchdb: z.literal('Welcome'), vendor: z.object({ name: z.literal('CoachDesk') }) })

/** The welcome is some hundred bytes long. Whatever answers with more is something else. */
const maxBytes = 16_384

/** Why this is no answer of our server; undefined where it is one. Rejects where the connection breaks. */
export async function readWelcome(response: Response): Promise<string | undefined> {
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel()
    return 'redirect'
  }
  if (!response.ok) {
    await response.body?.cancel()
    return `http-${response.status}`
  }
  const text = await readLimited(response)
  if (text === undefined) return 'too-long'
  return welcomeSchema.safeParse(parseJson(text)).success ? undefined : 'no-welcome'
}

async function readLimited({ body }: Response): Promise<string | undefined> {
  if (body === null) return ''
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    length += value.byteLength
    if (length > maxBytes) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
}
