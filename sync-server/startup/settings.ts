import { readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { readServerAddress } from '#domain/server-address.ts'
import { dayMs } from '#domain/time/durations.ts'
import type { Transport } from '../http/app-parts.ts'
import type { MailSettings } from '../mail/mailer.ts'
import { anyPort } from '../http/cross-origin.ts'
import { readTrustedProxies } from './trusted-proxies.ts'

/** What the server runs with. Read from the environment once, at the composition root. */
export interface ServerSettings {
  readonly host: string
  /** 0 takes any free one: tests, and several servers on one machine, need not agree on a number. */
  readonly port: number
  /** Absolute path of the data folder. */
  readonly dataFolder: string
  /** Signs tokens; absent: one is made and kept in the data folder. */
  readonly secret: string | undefined
  /** Nothing is written when less than this is free on the disk of the data folder. 0: that is not looked at. */
  readonly minFreeBytes: number
  /** How long after a session its two people keep each other's phone number; undefined: for good. */
  readonly keepPhonesMs?: number | undefined
  /** Whether the server reads calendars of the web for its coaches (BU6); left out: no. */
  readonly readsCalendars?: boolean | undefined
  /** Demo accounts and demo data. */
  readonly demo: boolean
  /** Further origins that browsers may call from. */
  readonly extraOrigins: readonly string[]
  /** The origins at which people reach this server: it proves itself for no other. */
  readonly addresses: readonly string[]
  /** Where people reach the web edition: every link begins with it. Absent: the first of the addresses, or where it listens. */
  readonly publicUrl?: string | undefined
  /** The set-up link goes into this file instead of standard output. */
  readonly setUpFile?: string | undefined
  readonly transport: Transport
  /** Absent: nobody gets mail. */
  readonly mail?: MailSettings | undefined
}

export type SettingsResult =
  | { readonly ok: true; readonly settings: ServerSettings }
  /** One readable line for each bad setting. */
  | { readonly ok: false; readonly problems: readonly string[] }

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
  .transform(Number)
  .refine(port => port <= 65_535, 'must be a port number, 0 to 65535')

const mebibyte = 1_048_576

const sizeSchema = z
  .string()
  .regex(/^\d{1,7}$/, 'must be a whole number of MiB, 0 for none')
  .transform(text => Number(text) * mebibyte)

/** Shorter than the week after a cancellation would make a session that took place count for less. */
const keepPhonesSchema = z
  .string()
  .regex(/^(\d{1,5})?$/, 'must be a whole number of days, from 7 to 36500, or nothing for good')
  .transform(text => (text === '' ? undefined : Number(text)))
  .refine(
    days => days === undefined || (days >= 7 && days <= 36_500),
    'must be a whole number of days, from 7 to 36500, or nothing for good'
  )
  .transform(days => (days === undefined ? undefined : days * dayMs))

const flagSchema = z.enum(['', '0', '1'], 'must be 0 or 1').transform(flag => flag === '1')

const originsSchema = z.string().transform((text, context) => {
  const origins = text.split(',').map(origin => origin.trim())
  const bad = origins.filter(origin => origin !== '' && !isOrigin(origin))
  if (bad.length > 0) context.addIssue(`must list origins such as https://example.org, not ${bad.join(', ')}`)
  return origins.filter(origin => origin !== '')
})

const addressesSchema = z.string().transform((text, context) => {
  const addresses = text.split(',').map(address => address.trim())
  const named = addresses.filter(address => address !== '')
  const bad = named.filter(address => readServerAddress(address) !== address)
  if (bad.length > 0) context.addIssue(`must list addresses such as https://desk.example.org, not ${bad.join(', ')}`)
  return named
})

const urlSchema = z
  .string()
  .refine(text => readServerAddress(text) === text, 'must be an address such as https://desk.example.org')

const proxySchema = z.string().transform((text, context) => {
  const trust = readTrustedProxies(text)
  if (trust === undefined)
    context.addIssue('must be 1, or the addresses of the proxy, such as 127.0.0.1, 10.0.0.0/8 or loopback')
  return trust ?? 1
})

const environmentSchema = z.object({
  COACHDESK_HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  COACHDESK_PORT: portSchema.default(5985),
  COACHDESK_DATA: z.string().min(1, 'must name a folder').default('data'),
  COACHDESK_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  COACHDESK_MIN_FREE_MB: sizeSchema.default(100 * mebibyte),
  COACHDESK_KEEP_PHONES_DAYS: keepPhonesSchema.optional(),
  COACHDESK_READ_CALENDARS: z
    .enum(['', '0', '1'], 'must be 0 or 1')
    .default('1')
    .transform(flag => flag !== '0'),
  COACHDESK_DEMO: flagSchema.default(false),
  COACHDESK_ORIGINS: originsSchema.default([]),
  COACHDESK_ADDRESSES: addressesSchema.default([]),
  COACHDESK_URL: urlSchema.optional(),
  COACHDESK_SETUP_FILE: z.string().min(1, 'must name a file').optional(),
  COACHDESK_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'must be the address of a mail server, such as smtp://name:password@mail.example.org:587'
    })
    .optional(),
  COACHDESK_MAIL_FROM: z.email('must be the e-mail address that mail comes from').max(254).optional(),
  COACHDESK_TLS_PROXY: proxySchema.optional(),
  COACHDESK_TLS_CERT: z.string().min(1, 'must name a file').optional(),
  COACHDESK_TLS_KEY: z.string().min(1, 'must name a file').optional()
})

/** Reads the settings; all that is wrong is told at once. Reads the TLS files, if any are named. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsResult {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`)
    return { ok: false, problems: [...problems, ...findExposedHost(environment)] }
  }
  const values = parsed.data
  const problems = [...findExposedHost(environment)]
  const transport = readTransport(values, problems)
  const mail = readMail(values, problems)
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    settings: {
      host: values.COACHDESK_HOST,
      port: values.COACHDESK_PORT,
      dataFolder: path.resolve(values.COACHDESK_DATA),
      secret: values.COACHDESK_SECRET,
      minFreeBytes: values.COACHDESK_MIN_FREE_MB,
      keepPhonesMs: values.COACHDESK_KEEP_PHONES_DAYS,
      readsCalendars: values.COACHDESK_READ_CALENDARS,
      demo: values.COACHDESK_DEMO,
      extraOrigins: values.COACHDESK_ORIGINS,
      addresses: values.COACHDESK_ADDRESSES,
      publicUrl: values.COACHDESK_URL,
      setUpFile: values.COACHDESK_SETUP_FILE,
      transport,
      mail
    }
  }
}

/** All three belong together: mail needs a server, a sender, and links that lead here. */
function readMail(values: z.infer<typeof environmentSchema>, problems: string[]): MailSettings | undefined {
  const { COACHDESK_SMTP_URL: smtpUrl, COACHDESK_MAIL_FROM: from, COACHDESK_URL: url } = values
  if (smtpUrl === undefined) return undefined
  if (from === undefined) problems.push('COACHDESK_MAIL_FROM is missing: the e-mail address that mail comes from')
  if (url === undefined) problems.push('COACHDESK_URL is missing: the address of CoachDesk, which mail links to')
  return from === undefined || url === undefined ? undefined : { smtpUrl, from, url }
}

/** A host that others can reach needs TLS, here or in a proxy. */
function findExposedHost(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { COACHDESK_HOST: host, COACHDESK_TLS_CERT, COACHDESK_TLS_KEY, COACHDESK_TLS_PROXY } = environment
  const hasTls = [COACHDESK_TLS_CERT, COACHDESK_TLS_KEY, COACHDESK_TLS_PROXY].some(value => value !== undefined)
  if (host === undefined || host === '' || hasTls || isLoopback(host)) return []
  return [
    `COACHDESK_HOST ${host} can be reached from other machines: name a certificate ` +
      '(COACHDESK_TLS_CERT and COACHDESK_TLS_KEY) or the proxy that ends TLS in front (COACHDESK_TLS_PROXY)'
  ]
}

function readTransport(values: z.infer<typeof environmentSchema>, problems: string[]): Transport {
  const { COACHDESK_TLS_CERT: certFile, COACHDESK_TLS_KEY: keyFile, COACHDESK_TLS_PROXY: proxy } = values
  if (certFile === undefined && keyFile === undefined) {
    if (proxy === undefined) return { kind: 'plain' }
    return { kind: 'tls-proxy', trust: proxy }
  }
  if (proxy !== undefined) problems.push('COACHDESK_TLS_PROXY and COACHDESK_TLS_CERT exclude each other')
  return {
    kind: 'tls',
    certificate: readFile('COACHDESK_TLS_CERT', certFile, problems),
    key: readFile('COACHDESK_TLS_KEY', keyFile, problems)
  }
}

function readFile(setting: string, file: string | undefined, problems: string[]): string {
  try {
    if (file !== undefined) return readFileSync(file, 'utf8')
    problems.push(`${setting} is missing: certificate and key belong together`)
  } catch {
    problems.push(`${setting} cannot be read: ${file}`)
  }
  return ''
}

/** @param text may end with `:*` for any port */
function isOrigin(text: string): boolean {
  const origin = text.endsWith(anyPort) ? text.slice(0, -anyPort.length) : text
  return URL.canParse(origin) && new URL(origin).origin === origin
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (!isIPv6(host) && /^127(\.\d{1,3}){3}$/.test(host))
}
