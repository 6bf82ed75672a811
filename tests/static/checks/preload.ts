import { createContext, runInContext } from 'node:vm'
import { type Bundle, parseFile, textOf } from '../support/bundle.ts'
import { findImports, findNodes, findMethodCalls, nameOf } from '../support/syntax.ts'
import { type Check, demand } from './check.ts'

const preloadFile = 'out/preload/index.cjs'

const oneFile: Check = {
  name: 'the preload is one CommonJS file that requires nothing but electron',
  find(bundle) {
    const files = bundle.files.filter(file => file.startsWith('out/preload/'))
    if (files.join() !== preloadFile) return [`out/preload holds ${files.join(', ')}`]
    const imports = findImports(parseFile(bundle, preloadFile).program)
    return imports.filter(({ from }) => from !== 'electron').map(({ from }) => `the preload loads ${from}`)
  }
}

interface FakeRenderer {
  readonly exposed: Map<string, unknown>
  readonly used: string[]
  readonly listeners: Map<string, (...args: readonly unknown[]) => void>
}

/** Runs the preload with a stand-in `electron` and keeps what it hands out. */
function runPreload(bundle: Bundle): FakeRenderer {
  const fake: FakeRenderer = { exposed: new Map(), used: [], listeners: new Map() }
  const ipcRenderer = {
    invoke: (channel: string) => {
      fake.used.push(`invoke ${channel}`)
      return Promise.resolve()
    },
    on: (channel: string, listener: (...args: readonly unknown[]) => void) => {
      fake.used.push(`on ${channel}`)
      fake.listeners.set(channel, listener)
    },
    off: (channel: string) => fake.used.push(`off ${channel}`)
  }
  const contextBridge = { exposeInMainWorld: (name: string, value: unknown) => fake.exposed.set(name, value) }
  const electron = { contextBridge, ipcRenderer }
  const context = createContext({ require: () => electron, exports: {}, module: { exports: {} } })
  runInContext(textOf(bundle, preloadFile), context, { timeout: 1_000 })
  return fake
}

interface Bridge {
  readonly call: (channel: string) => Promise<unknown>
  readonly on: (channel: string, listener: (...values: readonly unknown[]) => void) => () => void
}

const oneBridge: Check = {
  name: 'the page gets one frozen object named desktop with call and on',
  find(bundle) {
    const { exposed } = runPreload(bundle)
    const names = [...exposed.keys()]
    const bridge = exposed.get('desktop')
    return [
      ...demand(names.join() === 'desktop', `exposed: ${names.join(', ')}`),
      ...demand(Object.isFrozen(bridge), 'the bridge is not frozen'),
      ...demand(Object.keys(bridge ?? {}).join() === 'call,on', `the bridge has ${Object.keys(bridge ?? {}).join()}`)
    ]
  }
}

const noRawIpc: Check = {
  name: 'the page never gets ipcRenderer, an event object, or a synchronous message',
  find(bundle) {
    const { program } = parseFile(bundle, preloadFile)
    const mentions = findNodes(program, 'Identifier').filter(node => nameOf(node) === 'ipcRenderer').length
    const member = findNodes(program, 'MemberExpression').filter(node => {
      const object = node['object'] as Parameters<typeof nameOf>[0]
      const inner = object?.['property'] as Parameters<typeof nameOf>[0]
      return nameOf(object) === 'ipcRenderer' || nameOf(inner) === 'ipcRenderer'
    })
    const called = ['invoke', 'on', 'off'].flatMap(name =>
      findMethodCalls(program, name).filter(call => member.includes(call['callee'] as (typeof member)[number]))
    )
    const { exposed, listeners } = runPreload(bundle)
    const heard: unknown[] = []
    const bridge = exposed.get('desktop') as Bridge
    bridge.on('power:resumed', (...values) => heard.push(...values))
    listeners.get('power:resumed')?.({ sender: 'ipcRenderer' }, 'value')
    return [
      ...demand(mentions === called.length, 'ipcRenderer is used for more than invoke, on and off'),
      ...demand(findMethodCalls(program, 'sendSync').length === 0, 'a message blocks the page'),
      ...demand(heard.length === 1 && heard[0] === 'value', 'a listener hears more than the value')
    ]
  }
}

const closedChannels: Check = {
  name: "the bridge lets nothing but the contract's channels through",
  find(bundle) {
    const { exposed, used } = runPreload(bundle)
    const bridge = exposed.get('desktop') as Bridge
    bridge.call('not-a-channel').catch(() => undefined)
    bridge.call('power:resumed').catch(() => undefined)
    for (const channel of ['not-a-channel', 'app:describe']) {
      try {
        bridge.on(channel, () => undefined)
      } catch {
        // Refused, as it must be.
      }
    }
    const refusedUses = used.map(use => `the bridge passed on: ${use}`)
    void bridge.call('app:describe')
    return [...refusedUses, ...demand(used.includes('invoke app:describe'), 'a channel of the contract is refused')]
  }
}

export const preloadChecks: readonly Check[] = [oneFile, oneBridge, noRawIpc, closedChannels]
