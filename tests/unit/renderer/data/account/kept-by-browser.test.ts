import { describe, expect, it, vi } from 'vitest'
import { createDownloadVault } from '#renderer/data/account/download-vault.ts'
import { createPersistence } from '#renderer/data/account/persistence.ts'

const now = () => Date.UTC(2027, 2, 1)

function createPage(click: () => void): Document {
  return { createElement: () => ({ click }) } as unknown as Document
}

describe('a download', () => {
  it('PW6 counts as saved when the person says that the file is there', async () => {
    const click = vi.fn()
    const confirm = vi.fn(() => true)
    expect(await createDownloadVault(createPage(click), now, confirm).export('key', '{}')).toBe(
      'coachdesk-2027-03-01.json'
    )
    expect(click).toHaveBeenCalledOnce()
    expect(confirm).toHaveBeenCalledWith('coachdesk-2027-03-01.json')
  })

  it('that is not confirmed is not called saved', async () => {
    expect(await createDownloadVault(createPage(vi.fn()), now, () => false).export('key', '{}')).toBeUndefined()
  })

  it('that could not begin is not asked about', async () => {
    const confirm = vi.fn(() => true)
    const page = createPage(() => {
      throw new Error('blocked')
    })
    expect(await createDownloadVault(page, now, confirm).export('key', '{}')).toBeUndefined()
    expect(confirm).not.toHaveBeenCalled()
  })
})

describe('what the browser says of the data it stores', () => {
  const say = (persisted: unknown, persist: unknown = persisted) =>
    createPersistence({ storage: { persisted, persist } } as unknown as Navigator)

  it.each([
    [true, 'kept'],
    [false, 'may-be-cleared']
  ] as const)('%s is %s', async (answer, kept) => {
    expect(await say(() => Promise.resolve(answer)).read()).toBe(kept)
    expect(
      await say(
        () => Promise.resolve(false),
        () => Promise.resolve(answer)
      ).ask()
    ).toBe(kept)
  })

  it('is unknown where it does not know the question, or fails', async () => {
    expect(await say(undefined).read()).toBe('unknown')
    expect(await createPersistence({} as Navigator).ask()).toBe('unknown')
    expect(await say(() => Promise.reject(new Error('x'))).ask()).toBe('unknown')
  })
})
