import { expect } from '@playwright/test'
import type { ClockedDevice } from './clocked-device.ts'
import { goTo } from './shell.ts'
import { whenOf } from './when-of.ts'

/** Asks for a slot; what comes of it is on the screen then or soon. @param startsAt epoch ms */
export async function bookSlot({ page, person }: ClockedDevice, startsAt: number): Promise<void> {
  await goTo(page, 'Find a slot')
  await page.getByRole('button', { name: new RegExp(`^Book .*${whenOf(startsAt, person).source}`) }).click()
  await page.getByRole('button', { name: 'Book this slot' }).click()
}

/** Closes what says that the slot is booked. */
export async function closeBooked({ page }: ClockedDevice): Promise<void> {
  const booked = page.getByRole('dialog', { name: 'You are booked' })
  await expect(booked).toBeVisible()
  await booked.getByRole('button', { name: 'Done' }).click()
  await expect(booked).toBeHidden()
}
