import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:12vh auto;padding:0 1em}button{font:inherit;padding:.5em 1em}'

/** No script, no frame around it, and its button leads to this server alone. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'"
].join('; ')

const texts = {
  asks: {
    title: 'Stop reminders by e-mail?',
    body: 'Mail about sessions that are booked, moved or cancelled still comes. You can choose reminders again in CoachDesk, in your settings.',
    form: '<form method="post"><button type="submit">Stop reminders</button></form>'
  },
  done: {
    title: 'No more reminders come by e-mail',
    body: 'Mail about sessions that are booked, moved or cancelled still comes. You can choose reminders again in CoachDesk, in your settings.',
    form: ''
  }
} as const

/** A page for whoever opens the link of a mail, signed in or not. It says nothing of whose it is (ML10). */
export function sendStopPage(res: ServerResponse, state: keyof typeof texts): void {
  const { title, body, form } = texts[state]
  const page = Buffer.from(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${title} - CoachDesk</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${body}</p>${form}</main></body></html>`
  )
  res.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': page.length,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer'
  })
  res.end(page)
}
