/** The bridge that the tests of the screens use, as the gallery does. */
export {
  createFakeDesktop,
  type FakeAnswers,
  type FakeDesktop,
  openFakeShell,
  testFacts
} from '#renderer/dev/fake-desktop.ts'
