#!/usr/bin/env node
/** The server, started again at every change, and beside it the screens as Vite serves them. Sign in as anybody else. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { frontDoor, root } from './front-door.js'

await frontDoor(import.meta.url, { dev: true })
const run = (...args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
const both = [
  run('--watch-path=src', 'src/main/portico.ts', 'start', ...process.argv.slice(2)),
  run(join('node_modules', 'vite', 'bin', 'vite.js')),
]
const end = () => both.forEach((child) => child.kill('SIGTERM'))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
for (const child of both) child.once('exit', end)
