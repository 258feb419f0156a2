// Loaded before a command that runs under the pinned Node: it ends when the process that started it does, however that
// one ended. The channel itself keeps nobody alive.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
