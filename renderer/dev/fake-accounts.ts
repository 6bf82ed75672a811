import type { DeviceAccount } from '../contract/screens.ts'

const serverUrl = 'https://desk.example.org'

export const coachAccount: DeviceAccount = {
  key: `annaberg01@${serverUrl}`,
  serverUrl,
  userId: 'annaberg01',
  name: 'anna',
  displayName: 'Anna Berg',
  role: 'coach',
  zone: 'Europe/Berlin'
}

export const studentAccount: DeviceAccount = {
  key: `mayachen01@${serverUrl}`,
  serverUrl,
  userId: 'mayachen01',
  name: 'maya',
  displayName: 'Maya Chen',
  role: 'student',
  zone: 'America/New_York'
}
