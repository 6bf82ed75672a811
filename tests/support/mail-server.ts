import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail as the mail server took it. */
export interface TakenMail extends ParsedMail {
  /** As it came over the line. */
  readonly raw: string
  /** The addresses of its envelope. */
  readonly recipients: readonly string[]
}

export interface MailServer {
  readonly smtpUrl: string
  readonly taken: readonly TakenMail[]
  /** Answers a recipient with this code in place of taking it; undefined: takes it. */
  judge: (recipient: string) => number | undefined
  /** Called after a mail was taken and before that is answered. Throws: the answer is a failure, though the mail was taken. */
  beforeAnswer: () => Promise<void> | void
  stop(): Promise<void>
}

/** A mail server on this machine that keeps what it takes. @param port 0: any free one */
export async function startMailServer(port = 0): Promise<MailServer> {
  const taken: TakenMail[] = []
  const state: Pick<MailServer, 'judge' | 'beforeAnswer'> = { judge: () => undefined, beforeAnswer: () => undefined }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, answer) {
      const code = state.judge(address)
      answer(code === undefined ? null : Object.assign(new Error('no'), { responseCode: code }))
    },
    onData(stream, { envelope }, answer) {
      const chunks: Uint8Array[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(new Uint8Array(chunk)))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks)
        const recipients = envelope.rcptTo.map(({ address }) => address)
        simpleParser(raw)
          .then(mail => taken.push({ ...mail, raw: raw.toString('utf8'), recipients }))
          .then(() => state.beforeAnswer())
          .then(
            () => answer(null),
            (error: unknown) => answer(Object.assign(new Error(String(error)), { responseCode: 451 }))
          )
      })
    }
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.server.address() as AddressInfo
  return Object.assign(state, {
    smtpUrl: `smtp://127.0.0.1:${address.port}`,
    taken,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(resolve)
      })
  })
}
