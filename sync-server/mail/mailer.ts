import { createTransport } from 'nodemailer'

/** A mail as it is handed to the mail server. Lines may be as long as they are. */
export interface OutgoingMail {
  readonly to: string
  readonly messageId: string
  readonly subject: string
  readonly text: string
  /** Where a mail program can say that its person wants no more of these, by one request without a sign-in (RFC 8058). */
  readonly stopUrl?: string
  /** A calendar's message beside the words. */
  readonly event?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string }
}

/** What became of it. `why` is a code, never words of the mail server. */
export type Delivery =
  | { readonly kind: 'taken' }
  /** For good. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string }

export interface Mailer {
  send(mail: OutgoingMail): Promise<Delivery>
  close(): void
}

export interface MailSettings {
  /** `smtp://` or `smtps://`, perhaps with name and password. */
  readonly smtpUrl: string
  /** The address that mail comes from, and nothing else. */
  readonly from: string
  /** Where people reach CoachDesk, without a slash at the end. */
  readonly url: string
}

/** Longer than a mail server takes, ms. */
const patienceMs = 30_000

/**
 * Hands mail to a server by SMTP. With a name and password for a server elsewhere it speaks TLS or not at all: they would go over the
 * line for everybody to read.
 */
export function createMailer({ smtpUrl, from }: Pick<MailSettings, 'smtpUrl' | 'from'>): Mailer {
  const url = new URL(smtpUrl)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const isTls = url.protocol === 'smtps:'
  const usualPort = isTls ? 465 : 587
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usualPort : Number(url.port),
    secure: isTls,
    requireTLS: !isTls && !isLocal && url.username !== '',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    // What comes back from this machine itself cannot be read on the way.
    tls: { rejectUnauthorized: !isLocal },
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true
  })

  return {
    async send({ to, messageId, subject, text, stopUrl, event }) {
      try {
        await transport.sendMail({
          from: { name: 'CoachDesk', address: from },
          // As an object: an address is never read as a list of them.
          to: { name: '', address: to },
          messageId,
          subject,
          text,
          headers: { 'Auto-Submitted': 'auto-generated', ...toStopHeaders(stopUrl) },
          ...(event === undefined ? {} : { icalEvent: { ...event, filename: 'session.ics' } })
        })
        return { kind: 'taken' }
      } catch (error) {
        return judgeFailure(error)
      }
    },
    close: () => transport.close()
  }
}

/** Mail programs ask by https alone. */
function toStopHeaders(stopUrl: string | undefined): Record<string, string> {
  return stopUrl?.startsWith('https://') === true
    ? { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {}
}

/** 5xx in answer to the recipient or the message is for good; what concerns connection or sign-in may be mended by the operator. */
function judgeFailure(error: unknown): Delivery {
  const { responseCode, code, command } = readFailure(error)
  const isOfMessage = command !== undefined && /^(RCPT TO|DATA)/.test(command)
  const why = responseCode === undefined ? (code ?? 'unknown') : String(responseCode)
  return responseCode !== undefined && responseCode >= 500 && isOfMessage
    ? { kind: 'refused', why }
    : { kind: 'later', why }
}

function readFailure(error: unknown): { responseCode?: number; code?: string; command?: string } {
  if (!(error instanceof Error)) return {}
  const { responseCode, code, command } = error as Error & Record<'responseCode' | 'code' | 'command', unknown>
  return {
    ...(typeof responseCode === 'number' ? { responseCode } : {}),
    ...(typeof code === 'string' ? { code: code.slice(0, 40) } : {}),
    ...(typeof command === 'string' ? { command } : {})
  }
}
