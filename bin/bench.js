#!/usr/bin/env node
import { buildScreens, frontDoor, goOn } from './front-door.js'

await frontDoor(import.meta.url, { dev: true })
buildScreens()
const part = process.argv.includes('--people') ? 'people' : 'main'
await goOn(`test/bench/${part}.ts`, process.argv.slice(2))
