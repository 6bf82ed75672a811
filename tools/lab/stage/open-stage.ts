import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Logger } from 'pino'
import { defaultAttemptLimits } from '#server/accounts/attempt-limiter.ts'
import { createServer, type RunningServer } from '#server/create-server.ts'
import { callAdminChannel } from '#server/startup/admin-channel.ts'
import { webFolder } from '../../../scripts/lib/build-web.ts'
import type { AccountWish } from '../contract.ts'
import { labPassword, labPeople, labZone } from './people.ts'
import type { Scene } from './scene.ts'
import { createSceneCalendar, peopleOf, type SceneCalendar } from './scene-calendar.ts'
import { performSceneStep } from './write-scene.ts'

const dayMs = 86_400_000

/** A sync server on storage of its own, on which a scene has been prepared. */
export interface Stage {
  readonly serverUrl: string
  readonly calendar: SceneCalendar
  /** What `npm run account -- disable` or `enable` does to the running server. */
  setAccount(wish: AccountWish): Promise<void>
  /** Stops the server and removes its data. */
  close(): Promise<void>
}

/**
 * Starts the real sync server, makes the accounts and lives through what happened before. For that the server's clock is put
 * back: slots of yesterday can only be opened and booked the day before.
 * @param now epoch ms
 */
export async function openStage(
  scene: Scene,
  parts: { readonly now: () => number; readonly logger: Logger }
): Promise<Stage> {
  const { now, logger } = parts
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-lab-'))
  let server: RunningServer | undefined
  let behindMs = 0
  async function close(): Promise<void> {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }

  try {
    server = await createServer({
      settings: {
        host: '127.0.0.1',
        port: 0,
        dataFolder: folder,
        secret: undefined,
        minFreeBytes: 0,
        demo: false,
        extraOrigins: [],
        addresses: [],
        transport: { kind: 'plain' }
      },
      now: () => now() - behindMs,
      randomBytes: length => new Uint8Array(randomBytes(length)),
      logger,
      webFolder,
      // Accounts that live for some minutes on a loopback address; all sign in from there.
      passwordCostLogN: 12,
      attemptLimits: { ...defaultAttemptLimits, perAddress: 1_000 }
    })
    const calendar = createSceneCalendar(now())
    for (const name of peopleOf(scene)) {
      const added = await server.service.add({ name, ...labPeople[name], zone: labZone, password: labPassword })
      if (!added.ok) throw new Error(`${name} was refused: ${JSON.stringify(added.problems)}`)
    }
    for (const step of scene.before) {
      behindMs = step.daysAgo * dayMs
      await performSceneStep(step, { serverUrl: server.url, calendar, now: now() - behindMs })
    }
    behindMs = 0
    await server.bookings.idle()

    return {
      serverUrl: server.url,
      calendar,
      async setAccount({ person, disabled }) {
        const channel = path.join(folder, 'admin-channel.json')
        const done = await callAdminChannel(
          channel,
          { kind: disabled ? 'disable' : 'enable', name: person },
          length => new Uint8Array(randomBytes(length))
        )
        if (done?.ok !== true) throw new Error(`the account was not changed: ${done?.lines.join(' ')}`)
      },
      close
    }
  } catch (error) {
    await close()
    throw error
  }
}
