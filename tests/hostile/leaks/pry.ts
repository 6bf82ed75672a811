import { createCallsName } from '#domain/rules/access.ts'
import type { Player } from './cast.ts'
import { askedNonce, otherAddress, serverAddress } from './server-secrets.ts'

/** Only the administrator is answered. */
const adminPaths = ['people', 'audit', 'mail', 'health', 'organisation'].map(page => `/_admin/${page}`)

/** Asks for everything that there is, by every road, whether or not it is this person's to read. */
export async function pry({ ask }: Player, everyone: readonly Player[], ids: readonly string[]): Promise<void> {
  const databases = ['users', 'slots', 'bookings', 'accounts', ...everyone.map(one => createCallsName(one.userId))]
  for (const path of ['/_session', '/_account', '/_db_updates', '/_all_dbs', '/', ...adminPaths]) await ask('GET', path)
  const { path: link } = (await ask('POST', '/_account/calendar')).json as { readonly path?: string }
  for (const path of ['/_account/calendar', link ?? '/']) await ask('GET', path)
  await ask('GET', '/_invitations')
  for (const path of ['/_links/look', '/_links/accept']) await ask('POST', path, { token: ids.at(-1) ?? '' })
  for (const address of [serverAddress, otherAddress, `${serverAddress}/`, `${serverAddress}\n${otherAddress}`, '']) {
    await ask('POST', '/_identity', { nonce: askedNonce, address })
  }
  await ask('POST', '/_identity', { nonce: `${askedNonce}\n`, address: serverAddress })
  for (const db of databases) {
    await ask('GET', `/${db}`)
    await ask('GET', `/${db}/_changes?include_docs=true&style=all_docs`)
    await ask('GET', `/${db}/_changes?feed=continuous&include_docs=true&timeout=1`)
    await ask('GET', `/${db}/_all_docs?include_docs=true&conflicts=true`)
    await ask('POST', `/${db}/_all_docs?include_docs=true`, { keys: ids })
    await ask('POST', `/${db}/_bulk_get?revs=true`, { docs: ids.map(id => ({ id })) })
    await ask('POST', `/${db}/_revs_diff`, Object.fromEntries(ids.map(id => [id, ['1-a']])))
    await ask('GET', `/${db}/_local/projector`)
    await ask('GET', `/${db}/_changes?descending=true&include_docs=true&conflicts=true`)
    await ask('POST', `/${db}/_changes?filter=_doc_ids&include_docs=true`, { doc_ids: ids })
    await ask('POST', `/${db}/_changes?filter=_selector&include_docs=true`, { selector: {} })
    await ask('POST', `/${db}/_changes?feed=continuous&include_docs=true&timeout=1`, {})
    await ask('POST', `/${db}/_all_docs`, { include_docs: true, conflicts: true, startkey: '' })
    await ask('POST', `/${db}/_ensure_full_commit`)
    await ask('POST', `/${db}`, { _id: ids.at(-1), kind: 'call' })
  }
}

/** Asks for all that stood there before: every revision of what this person may read. */
export async function readRevisions({ ask, userId }: Player, ids: readonly string[]): Promise<void> {
  for (const db of ['slots', 'users', createCallsName(userId)]) {
    for (const id of ids) {
      const path = `/${db}/${encodeURIComponent(id)}`
      await ask('GET', `${path}?meta=true`)
      await ask('GET', `${path}?rev=1-a&latest=true`)
      const { json } = await ask('GET', `${path}?revs=true&revs_info=true&conflicts=true`)
      await ask('GET', `${path}?open_revs=all`)
      const { start = 0, ids: hashes = [] } = (json['_revisions'] ?? {}) as { start?: number; ids?: readonly string[] }
      const revs = hashes.map((hash, n) => `${start - n}-${hash}`)
      for (const rev of revs) await ask('GET', `${path}?rev=${rev}`)
      await ask('GET', `${path}?open_revs=${encodeURIComponent(JSON.stringify(revs))}&latest=true`)
      await ask('POST', `/${db}/_bulk_get?revs=true&latest=true`, { docs: revs.map(rev => ({ id, rev })) })
    }
  }
}
