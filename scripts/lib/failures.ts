import path from 'node:path'
import { readReport } from './reports.ts'

/** A report's message, as far as the last lines of a run have room for it. */
const maxMessageLength = 400

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

interface PlaywrightSuite {
  readonly file: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly {
    readonly title: string
    readonly ok: boolean
    readonly tests: readonly {
      readonly results: readonly { readonly error?: { readonly message?: string } }[]
    }[]
  }[]
}

/** One text for each failed test in a report of vitest's `json` reporter: file, name, and how its message begins. */
export const listVitestFailures = (file: string): readonly string[] => {
  const report = readReport(file) as VitestReport | undefined
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    const place = path.relative(process.cwd(), name)
    // A file that does not load has no tests, but says why.
    if (assertionResults.length === 0) return [describe(place, 'does not load', message)]
    return failed.map(({ fullName, failureMessages }) => describe(place, fullName, failureMessages?.[0]))
  })
}

/** The same for a report of Playwright's. */
export const listPlaywrightFailures = (file: string): readonly string[] => {
  const report = readReport(file) as { readonly suites?: readonly PlaywrightSuite[] } | undefined
  const listOf = ({ file: place, suites = [], specs }: PlaywrightSuite): readonly string[] => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ title, tests }) => {
        const errors = tests.flatMap(({ results }) => results.flatMap(({ error }) => error?.message ?? []))
        return describe(place, title, errors[0])
      }),
    ...suites.flatMap(listOf)
  ]
  return (report?.suites ?? []).flatMap(listOf)
}

const describe = (place: string, name: string, message = ''): string => {
  // eslint-disable-next-line no-control-regex -- colours of a terminal
  const plain = message.replaceAll(/\u001B\[[\d;]*m/gu, '')
  const start = plain.split('\n    at ')[0]?.slice(0, maxMessageLength).trim() ?? ''
  return `${place} > ${name}\n    ${start.replaceAll('\n', '\n    ')}`
}
