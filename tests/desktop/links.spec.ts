import { demoPassword } from '#server/demo/people.ts'
import { submitSignIn } from '../e2e/support/sign-in.ts'
import { collect } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { firstPage, startAgain } from './support/launch.ts'
import { closeWindow, expectVisible } from './support/main-window.ts'
import { findLogsFolder, readStored } from './support/stored-files.ts'
import { answerQuestions } from './support/system.ts'

const bookingId = '0123456789abcdef0123456789abcdef'
const session = `coachdesk://session/${bookingId}`

test('a second start hands its link over and shows the first window; what is no link of ours is not', async ({
  launch,
  userData
}) => {
  const app = await launch()
  const page = await firstPage(app)
  await answerQuestions(app, 0)
  const opened = await collect(page, 'link:opened')
  await closeWindow(app)
  await expectVisible(app, false)

  await startAgain({ userData, args: [session] })
  await expect.poll(opened).toEqual([{ kind: 'session', bookingId }])
  await expectVisible(app, true)

  await closeWindow(app)
  await expectVisible(app, false)
  await startAgain({
    userData,
    args: [`${session}?delete=1`, 'coachdesk://calendar/2026-02-30', 'coachdesk://../settings']
  })
  await expectVisible(app, true)
  // The others ended without having begun: two that work on one profile would each write over what the other one wrote.
  expect(countStarts(await findLogsFolder(app))).toBe(1)

  // macOS hands links to the running application.
  await app.evaluate(({ app }) => {
    const event = { preventDefault: () => undefined }
    app.emit('open-url', event, 'coachdesk://feedback/0123456789abcdef0123456789abcdef')
    app.emit('open-url', event, 'coachdesk://calendar/2026-11-30')
  })
  await expect.poll(opened).toEqual([
    { kind: 'session', bookingId },
    { kind: 'calendar', date: '2026-11-30' }
  ])
})

/** How often an application has begun to work on the profile. */
function countStarts(logs: string): number {
  return readStored(logs).split('"event":"started"').length - 1
}

test.describe('with accounts', () => {
  test('the link that starts the application waits until an account is open', async ({ launch, demoServer }) => {
    const app = await launch({
      args: ['coachdesk://calendar/2027-03-10'],
      env: { COACHDESK_SERVER_URL: demoServer.url }
    })
    const page = await firstPage(app)
    await submitSignIn(page, { name: 'mara', password: demoPassword })
    await expect(page).toHaveURL(/calendar.*2027-03-10/)
  })
})
