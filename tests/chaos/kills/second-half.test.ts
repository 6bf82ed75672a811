import { describe } from 'vitest'
import { testKills } from './test-kills.ts'

describe('kill -9 under mixed load', () => {
  testKills('second')
})
