import HomewardCore

/// What PROJ's database said of late, for all threads: one asks it for the same few things again and again, and each answer takes
/// it a good part of a millisecond or more.
///
/// The database does not change while a process runs, so an answer stays true.
final class Recent<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    /// The latest stands last.
    private let answers = Locked<[(question: Question, answer: Answer)]>([])
    private let most: Int

    /// Keeps the answers to the `most` latest questions.
    init(most: Int) {
        self.most = most
    }

    /// The answer that is known, or what `find` gives. Two threads that ask at once may both search; they find the same. Errors
    /// are not kept. O(most).
    func answer<Failure>(to question: Question, _ find: () throws(Failure) -> Answer) throws(Failure) -> Answer {
        let known = answers.withLock { answers -> Answer? in
            guard let index = answers.firstIndex(where: { $0.question == question }) else { return nil }
            let entry = answers.remove(at: index)
            answers.append(entry)
            return entry.answer
        }
        if let known { return known }
        let found = try find()
        answers.withLock { answers in
            answers.removeAll { $0.question == question }
            if answers.count == most { answers.removeFirst() }
            answers.append((question, found))
        }
        return found
    }
}
