#!/usr/bin/env node
/** Everything but the browser; with `--fast` what needs no database either. */
import { frontDoor } from './front-door.js'

await frontDoor(import.meta.url, { dev: true })
const { runSteps } = await import('./steps.js')
await runSteps({ browser: false, fast: process.argv.includes('--fast') })
