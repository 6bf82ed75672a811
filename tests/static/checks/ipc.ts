import { mainOf } from '../support/bundle.ts'
import { runDeclaration } from '../support/run-declaration.ts'
import { callsFunction, childrenOf, findFunctionCalls, findMethodCalls, walk } from '../support/syntax.ts'
import { type Check, demand } from './check.ts'

const oneGate: Check = {
  name: 'calls of the page arrive in one place, which checks the sender first and then parses',
  find(bundle) {
    const { program } = mainOf(bundle)
    const gates = findMethodCalls(program, 'handle', 'ipcMain')
    const others = ['on', 'once', 'handleOnce'].flatMap(name => findMethodCalls(program, name, 'ipcMain'))
    return [
      ...demand(gates.length === 1, `ipcMain.handle stands in ${gates.length} places`),
      ...others.map(() => 'the main process listens to messages beside the gate'),
      ...gates.flatMap(gate => {
        const handler = childrenOf(gate, 'arguments')[1]
        if (handler === undefined) return ['the gate has no handler']
        const body = [...walk(handler)]
        const sender = body.findIndex(
          node => node.type === 'CallExpression' && callsFunction(node, 'assertTrustedSender')
        )
        const parsed = body.findIndex(
          node => findMethodCalls(node, 'safeParse').length > 0 && node.type === 'VariableDeclaration'
        )
        return [
          ...demand(sender >= 0, 'the gate does not check who asks'),
          ...demand(parsed >= 0, 'the gate does not parse what is asked'),
          ...demand(sender < parsed, 'the gate parses before it checks who asks')
        ]
      })
    ]
  }
}

const foreignFrames: readonly unknown[] = [
  null,
  { parent: null, origin: 'https://stranger.example' },
  { parent: null, origin: 'null' },
  { parent: null, origin: 'app://other' },
  { parent: null, origin: 'app://coachdesk.stranger.example' },
  { parent: {}, origin: 'app://coachdesk' }
]

const senderCheck: Check = {
  name: "only the top frame of the application's own page may ask",
  find(bundle) {
    const main = mainOf(bundle)
    const isTrusted = (senderFrame: unknown): boolean => {
      try {
        runDeclaration(main, 'assertTrustedSender', [{ senderFrame }])
        return true
      } catch (error) {
        if (String(error).includes('untrusted sender')) return false
        throw error
      }
    }
    return [
      ...foreignFrames.filter(isTrusted).map(frame => `trusted: ${JSON.stringify(frame)}`),
      ...demand(isTrusted({ parent: null, origin: 'app://coachdesk' }), 'the own page is not trusted')
    ]
  }
}

const gateIsOpened: Check = {
  name: 'the gate is opened',
  find: bundle =>
    demand(findFunctionCalls(mainOf(bundle).program, 'openIpcGate').length === 1, 'openIpcGate is not called')
}

export const ipcChecks: readonly Check[] = [oneGate, senderCheck, gateIsOpened]
