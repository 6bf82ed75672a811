import type { Person } from './server.ts'

export const anna: Person = {
  name: 'anna',
  role: 'coach',
  displayName: 'Anna Bergström',
  phone: '+493023125001',
  zone: 'Europe/Berlin'
}
export const sam: Person = {
  name: 'sam',
  role: 'student',
  displayName: 'Sam Okafor',
  phone: '+442079460101',
  zone: 'Europe/London'
}
export const tina: Person = {
  name: 'tina',
  role: 'student',
  displayName: 'Tina Rossi',
  phone: '+442079460102',
  zone: 'Europe/London'
}
export const uma: Person = {
  name: 'uma',
  role: 'student',
  displayName: 'Uma Patel',
  phone: '+442079460103',
  zone: 'Europe/London'
}
