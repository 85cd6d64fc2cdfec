import Foundation
import HomewardCore

/// What the system may do to the command while it runs.
enum Interruption {
    /// To be called first, while there is one thread.
    ///
    /// - Standard streams that are closed are filled with nothing, so that no file that is opened later gets a stream's
    ///   number and a word for a person is written into it.
    /// - A reader that goes away and a file that grows too large are errors of the write and not the end of the process.
    /// - Who asks the command to stop (Ctrl-C, `kill`, a terminal that closes) gets a clean stop: what is unfinished is
    ///   removed, a delivery that has begun is ended, and the exit code is 128 and the signal's number. Asked a second time, it
    ///   stops at once.
    static func prepare() {
        // Reading from what takes only writing fails, and the other way round: both are noticed where they matter.
        for (stream, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(stream, F_GETFD) == -1 {
            _ = open("/dev/null", mode)
        }
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)

        // What the caller had ignored, as nohup does, stays ignored.
        let stops = [SIGHUP, SIGINT, SIGTERM].filter { !isIgnored($0) }
        guard !stops.isEmpty else { return }
        var blocked = signals(stops)
        pthread_sigmask(SIG_BLOCK, &blocked, nil)
        Thread.detachNewThread {
            var waited = signals(stops)
            var number: Int32 = 0
            while sigwait(&waited, &number) != 0 {}
            pthread_sigmask(SIG_UNBLOCK, &waited, nil)
            Unfinished.removeAll(thenExitWith: 128 + number)
        }
    }

    private static func signals(_ numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
