import { parentPort, workerData } from 'node:worker_threads'
import { readBusyTimes } from '#domain/calendar/read-busy-times.ts'
import type { CalendarText } from './parse-apart.ts'

const { text, zone, now } = workerData as CalendarText
parentPort?.postMessage(readBusyTimes(text, zone, now))
