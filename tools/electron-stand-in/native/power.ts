import { StrictEmitter, strict } from '../core/not-simulated.ts'

class PowerMonitor extends StrictEmitter {
  onBatteryPower = false
  getSystemIdleState = (): string => 'active'
  getSystemIdleTime = (): number => 0
  getCurrentThermalState = (): string => 'nominal'
  isOnBatteryPower = (): boolean => this.onBatteryPower
}

/** Sends nothing by itself: a spec emits `suspend`, `resume`, `lock-screen` and the like. */
export const powerMonitor = new PowerMonitor([
  'suspend',
  'resume',
  'on-ac',
  'on-battery',
  'shutdown',
  'lock-screen',
  'unlock-screen',
  'user-did-become-active',
  'user-did-resign-active',
  'thermal-state-change',
  'speed-limit-change'
])

const blockers = new Set<number>()

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start() {
    blockers.add(blockers.size + 1)
    return blockers.size
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id)
})
