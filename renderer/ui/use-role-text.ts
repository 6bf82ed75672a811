import { useTranslation } from 'react-i18next'
import type { DeviceAccount } from '../contract/screens.ts'

/** What somebody is here: coach or student, administrator, or both. */
export function useRoleText(): (account: Pick<DeviceAccount, 'role' | 'isAdmin'>) => string {
  const { t } = useTranslation('shared')
  return ({ role, isAdmin }) => {
    if (role === 'none' || isAdmin !== true) return t(`role.${role}`)
    return t(role === 'coach' ? 'role.coachAdmin' : 'role.studentAdmin')
  }
}
