/** Runs stock express-pouchdb as a process of its own, which a test may kill with a request. Prints its address. */
import { startStockServer } from './stock-server.ts'

const server = await startStockServer({ mode: 'minimumForPouchDB' })
process.stdout.write(`${server.url}\n`)
