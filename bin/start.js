#!/usr/bin/env node
import { buildScreens, frontDoor, goOn } from './front-door.js'

await frontDoor(import.meta.url)
buildScreens()
await goOn('src/main/portico.ts', ['start', ...process.argv.slice(2)])
