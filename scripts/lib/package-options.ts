type Environment = Readonly<Record<string, string | undefined>>

/** What electron-builder.yml leaves to whoever builds the installers. */
export interface PackageOptions {
  /** Where newer versions are published; absent: the application never looks for any. */
  readonly updateUrl?: string
  /** Shown by Linux' package managers. */
  readonly homepage: string
}

/** Reserved names never resolve (RFC 2606): a package built without COACHDESK_HOMEPAGE leads nowhere, not to a stranger. */
const noHomepage = 'https://coachdesk.invalid/'

export type PackageOptionsRead =
  | { readonly ok: true; readonly options: PackageOptions }
  | { readonly ok: false; readonly problems: readonly string[] }

const isHttps = (address: string): boolean => URL.canParse(address) && new URL(address).protocol === 'https:'

/** Reads COACHDESK_UPDATE_URL and COACHDESK_HOMEPAGE; both are https addresses where they are set. */
export const readPackageOptions = (env: Environment): PackageOptionsRead => {
  // Automation sets what it has no value for to nothing.
  const updateUrl = env['COACHDESK_UPDATE_URL'] || undefined
  const homepage = env['COACHDESK_HOMEPAGE'] || noHomepage
  const problems = Object.entries({ COACHDESK_UPDATE_URL: updateUrl, COACHDESK_HOMEPAGE: homepage })
    .filter(([, address]) => address !== undefined && !isHttps(address))
    .map(([name]) => `${name} is not an https address`)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, options: { homepage, ...(updateUrl === undefined ? {} : { updateUrl }) } }
}

/** What is laid over electron-builder.yml. `publish: null` keeps any feed out of the package. */
export const packageOptionsToConfig = ({ updateUrl, homepage }: PackageOptions) => ({
  extraMetadata: { homepage },
  publish: updateUrl === undefined ? null : [{ provider: 'generic' as const, url: updateUrl }]
})
