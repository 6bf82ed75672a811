import { recordRequest } from '../core/os-record.ts'

/** The spell checker's settings, kept as data: the words themselves are Chromium's and the system's business. */
export class SpellChecker {
  #languages: readonly string[] = ['en-US']
  #isEnabled = true
  readonly #words = new Set<string>()
  readonly availableSpellCheckerLanguages = ['de', 'de-DE', 'en-GB', 'en-US', 'es', 'fr', 'it', 'nl', 'pl', 'sv']

  setLanguages(languages: readonly string[]): void {
    const unknown = languages.find(language => !this.availableSpellCheckerLanguages.includes(language))
    if (unknown !== undefined)
      throw new Error(`Invalid language code provided: "${unknown}" is not a valid language code`)
    this.#languages = [...languages]
    recordRequest('spell-checker-languages', { languages })
  }
  languages = (): string[] => [...this.#languages]

  setEnabled(isEnabled: boolean): void {
    this.#isEnabled = isEnabled
    recordRequest('spell-checker', { isEnabled })
  }
  isEnabled = (): boolean => this.#isEnabled

  addWord(word: string): boolean {
    this.#words.add(word)
    recordRequest('spell-checker-word', { word })
    return true
  }
  removeWord = (word: string): boolean => this.#words.delete(word)
  listWords = (): Promise<string[]> => Promise.resolve([...this.#words])
}
