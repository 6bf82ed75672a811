import {
  IconCalendarEvent,
  IconCalendarSearch,
  IconChartBar,
  IconHistory,
  IconInbox,
  IconListCheck,
  IconSettings,
  IconShieldCog,
  IconSun,
  IconUsers
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Role } from '#domain/model/role.ts'
import { paths } from '#renderer/ui/paths.ts'

export interface NavItem {
  readonly path: string
  /** Under `shell` in the catalogue. */
  readonly label:
    | 'nav.today'
    | 'nav.calendar'
    | 'nav.findSlot'
    | 'nav.sessions'
    | 'nav.students'
    | 'nav.mySessions'
    | 'nav.actions'
    | 'nav.insights'
    | 'nav.inbox'
    | 'nav.admin'
    | 'nav.settings'
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>
  /** After `g`, this key goes there. */
  readonly key: string
  /** The bar of a phone has no room for it: its last button leads there. */
  readonly isOffBar?: boolean
}

const today: NavItem = { path: paths.today, label: 'nav.today', icon: IconSun, key: 'h' }
const calendar: NavItem = { path: paths.calendar(), label: 'nav.calendar', icon: IconCalendarEvent, key: 'c' }
const findSlot: NavItem = { path: paths.findSlot(), label: 'nav.findSlot', icon: IconCalendarSearch, key: 'f' }
const sessions: NavItem = { path: paths.sessions(), label: 'nav.sessions', icon: IconHistory, key: 's' }
const mySessions: NavItem = { ...sessions, label: 'nav.mySessions' }
const students: NavItem = { path: paths.students, label: 'nav.students', icon: IconUsers, key: 'u', isOffBar: true }
const actions: NavItem = { path: paths.actions, label: 'nav.actions', icon: IconListCheck, key: 'a', isOffBar: true }
const insights: NavItem = {
  path: paths.insights,
  label: 'nav.insights',
  icon: IconChartBar,
  key: 'n',
  isOffBar: true
}
const inbox: NavItem = { path: paths.inbox, label: 'nav.inbox', icon: IconInbox, key: 'i' }
const admin: NavItem = {
  path: paths.admin,
  label: 'nav.admin',
  icon: IconShieldCog,
  key: 'm',
  isOffBar: true
}
const settings: NavItem = { path: paths.settings, label: 'nav.settings', icon: IconSettings, key: 'e', isOffBar: true }

/** The rail of a person of this role, from top to bottom. A phone's bar has the first of them and the inbox: at most four. */
export function navItemsOf(role: Role, isAdmin = false): readonly NavItem[] {
  const more = isAdmin ? [admin] : []
  switch (role) {
    case 'coach':
      return [today, calendar, sessions, students, actions, insights, inbox, ...more, settings]
    case 'student':
      return [today, findSlot, mySessions, actions, inbox, ...more, settings]
    case 'none':
      return [...more, settings].map(item => ({ ...item, isOffBar: false }))
  }
}
