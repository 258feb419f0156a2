#!/usr/bin/env node
import { buildScreens, frontDoor, goOn } from './front-door.js'

await frontDoor(import.meta.url, { dev: true })
buildScreens()
await goOn('test/prove/main.ts', process.argv.slice(2))
