import { EventEmitter } from 'node:events'

/** What the language and its tools ask of any object, without meaning anything by it. */
const asked = new Set<PropertyKey>([
  'then',
  'toJSON',
  'inspect',
  'constructor',
  'prototype',
  'length',
  'name',
  'caller',
  'arguments',
  'nodeType',
  '__esModule',
  'default'
])

const isKnown = (target: object, key: PropertyKey): boolean =>
  key in target || typeof key === 'symbol' || asked.has(key)

export const notSimulated = (what: string): Error => new Error(`electron stand-in: ${what} is not simulated`)

/** The same object, except that a member it lacks throws: so nothing passes because a call did nothing. */
export const strict = <T extends object>(name: string, object: T): T =>
  new Proxy(object, {
    get(target, key) {
      if (isKnown(target, key)) return Reflect.get(target, key, target) as unknown
      throw notSimulated(`${name}.${String(key)}`)
    }
  })

/** A function and constructor that only says that it is not there. */
export const missingClass = (name: string): object =>
  strict(name, function missing() {
    throw notSimulated(name)
  })

/**
 * Base of the simulated classes: members they lack throw, and, where a class names its events, listening to another one
 * throws as well, because it would never come.
 */
export class StrictEmitter extends EventEmitter {
  constructor(events?: readonly string[]) {
    super()
    if (events === undefined) return
    const known = new Set<string | symbol>(['newListener', 'removeListener', 'error', ...events])
    this.on('newListener', event => {
      if (typeof event === 'string' && !known.has(event)) throw notSimulated(`${this.constructor.name} '${event}'`)
    })
  }
}

Object.setPrototypeOf(
  StrictEmitter.prototype,
  new Proxy(EventEmitter.prototype, {
    get(target, key, receiver) {
      if (isKnown(target, key)) return Reflect.get(target, key, receiver) as unknown
      throw notSimulated(`${(receiver as object).constructor.name}.${String(key)}`)
    }
  })
)
