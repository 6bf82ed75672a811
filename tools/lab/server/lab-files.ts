import path from 'node:path'
import express, { type RequestHandler } from 'express'
import { labFolder } from '../../../scripts/lib/build-lab.ts'

/** One of the lab's pages. */
export const labPage = (name: 'index.html' | 'enter.html'): string => path.join(labFolder, name)

/** Scripts and styles of the lab's pages, below `/lab/assets/`; each has a hash in its name. */
export const serveLabAssets = (): RequestHandler =>
  express.static(path.join(labFolder, 'assets'), { index: false, redirect: false, immutable: true, maxAge: '1y' })
