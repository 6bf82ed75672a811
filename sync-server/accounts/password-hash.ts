import { scrypt, timingSafeEqual } from 'node:crypto'
import { normalizePassword } from '#domain/model/password.ts'

/** OWASP's recommendation for scrypt: 2^17 rounds of 8 blocks, 128 MiB for each hash. */
const recommendedLogN = 17
const blockSize = 8
const keyLength = 32
/** Bounds memory (128 MiB each) and leaves threads of libuv's pool to the storage. */
const usualConcurrent = 2

export interface PasswordHasher {
  /** `scrypt$<log2 N>$<r>$<salt>$<hash>`, salt and hash in base64url. */
  hash(password: string): Promise<string>
  /**
   * Whether the password fits. Without a stored hash (an unknown name) it takes as long and answers false, so that time
   * does not tell which names exist.
   * @param isKnown the device has signed in before: strangers who guess do not make it wait
   */
  verify(password: string, stored: string | undefined, isKnown?: boolean): Promise<boolean>
}

/**
 * @param logN cost as a power of two; tests take less than the recommended 17
 * @param maxConcurrent hashes at a time
 */
export function createPasswordHasher(
  randomBytes: (length: number) => Uint8Array,
  logN: number = recommendedLogN,
  maxConcurrent: number = usualConcurrent
): PasswordHasher {
  const limit = createLimit(maxConcurrent)
  const nobodysHash = format(logN, randomBytes(16), randomBytes(keyLength))

  return {
    async hash(password) {
      const salt = randomBytes(16)
      return format(logN, salt, await limit(() => derive(password, salt, logN)))
    },
    async verify(password, stored, isKnown = false) {
      const expected = parse(stored ?? nobodysHash)
      const derived = await limit(() => derive(password, expected.salt, expected.logN), isKnown)
      return timingSafeEqual(derived, expected.hash) && stored !== undefined
    }
  }
}

function derive(password: string, salt: Uint8Array, logN: number): Promise<Uint8Array> {
  const cost = 2 ** logN
  // Node's default of 32 MiB is too little for the recommended cost.
  const options = { N: cost, r: blockSize, p: 1, maxmem: 128 * cost * blockSize + 1_048_576 }
  return new Promise((resolve, reject) => {
    scrypt(normalizePassword(password), salt, keyLength, options, (error, key) => {
      if (error) reject(error)
      else resolve(new Uint8Array(key))
    })
  })
}

function format(logN: number, salt: Uint8Array, hash: Uint8Array): string {
  return ['scrypt', logN, blockSize, toText(salt), toText(hash)].join('$')
}

function parse(stored: string): { readonly logN: number; readonly salt: Uint8Array; readonly hash: Uint8Array } {
  const [, logN, , salt = '', hash = ''] = stored.split('$')
  return { logN: Number(logN), salt: toBytes(salt), hash: toBytes(hash) }
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

function toBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64url'))
}

/** Runs at most so many at a time, the rest in the order they came; who is `first` comes before all others. */
function createLimit(max: number): <T>(work: () => Promise<T>, isFirst?: boolean) => Promise<T> {
  const first: (() => void)[] = []
  const others: (() => void)[] = []
  let running = 0
  return async (work, isFirst = false) => {
    if (running < max) running += 1
    else {
      await new Promise<void>(resolve => {
        const line = isFirst ? first : others
        line.push(resolve)
      })
    }
    try {
      return await work()
    } finally {
      const next = first.shift() ?? others.shift()
      if (next) next()
      else running -= 1
    }
  }
}
