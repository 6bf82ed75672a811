/** What Docker asks once in a while: ends with 0 where the server of this container says that it is well. */
const port = process.env['COACHDESK_PORT'] ?? '5985'

fetch(`http://127.0.0.1:${port}/_up`).then(
  answer => process.exit(answer.ok ? 0 : 1),
  () => process.exit(1)
)
