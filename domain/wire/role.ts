import { z } from 'zod'
import type { Role } from '../model/role.ts'

/** A role as servers and devices of every version say it. */
export const wireRoleSchema = z.enum(['coach', 'student', 'admin'])
export type WireRole = z.infer<typeof wireRoleSchema>

export function toWireRole(role: Role): WireRole {
  return role === 'none' ? 'admin' : role
}

export function fromWireRole(role: WireRole): Role {
  return role === 'admin' ? 'none' : role
}
