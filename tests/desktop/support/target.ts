import path from 'node:path'
import { findElectron } from '../../../scripts/lib/find-electron.ts'
import { projectRoot } from '../../../scripts/lib/project.ts'

export type Target = 'electron' | 'stand-in'

const standInFolder = path.join(projectRoot, 'tools/electron-stand-in/program')
const { COACHDESK_DESKTOP_TARGET: forced, COACHDESK_DESKTOP_APP: chosenApp } = process.env
const electron = findElectron()

const chooseTarget = (): Target => {
  if (forced === undefined || forced === '') return electron === undefined ? 'stand-in' : 'electron'
  if (forced !== 'electron' && forced !== 'stand-in') {
    throw new Error(`COACHDESK_DESKTOP_TARGET is "electron" or "stand-in", not "${forced}"`)
  }
  if (forced === 'electron' && electron === undefined) {
    throw new Error('COACHDESK_DESKTOP_TARGET=electron, but there is no Electron here: run "npx install-electron --no"')
  }
  return forced
}

/** What the specs drive: real Electron where its program was downloaded, the stand-in where not. */
export const target: Target = chooseTarget()

// The one switch: Playwright, through the electron package, starts the program in this folder instead of its own.
if (target === 'stand-in') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder

/** The program itself, to be started without Playwright. */
export const program = target === 'electron' && electron !== undefined ? electron : path.join(standInFolder, 'electron')

/** The folder with package.json and out/: the repository, unless another build is to be tested. */
export const appFolder = chosenApp === undefined || chosenApp === '' ? projectRoot : path.resolve(chosenApp)
