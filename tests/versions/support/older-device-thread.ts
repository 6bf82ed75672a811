// The start of a thread: today's device as a version had it that knew less (`older-shapes`).
import { installStandIns } from '../../support/install-stand-ins.ts'

const shapes = new URL('../older-shapes/', import.meta.url)
installStandIns(['session-copy.ts', 'coach-profile.ts'].map(name => [`/${name}`, new URL(name, shapes).href]))
// Only now: what is loaded from here on may be replaced.
await import('../entries/device.ts')
