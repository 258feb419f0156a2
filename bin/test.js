#!/usr/bin/env node
import { frontDoor } from './front-door.js'

await frontDoor(import.meta.url, { dev: true })
const { runSteps } = await import('./steps.js')
await runSteps()
