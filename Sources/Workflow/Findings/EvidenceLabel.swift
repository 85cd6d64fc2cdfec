import HomewardCore

/// How sure it is that a plan is worth having, by incidents that it has not seen and what would have been had without it.
public enum EvidenceLabel: String, Codable, Sendable, Equatable, CaseIterable {
    /// Even the lower end of the interval is more than the comparison.
    case strong
    /// What was counted is more than the comparison, but chance may give as much.
    case moderate
    /// What was counted is no more than the comparison.
    case none
    /// There are too few incidents to tell, or too short a time.
    case tooFew = "too_few"

    /// The label for people.
    package var words: String {
        switch self {
        case .strong: "strong evidence"
        case .moderate: "moderate evidence"
        case .none: "no evidence"
        case .tooFew: "too few to say"
        }
    }
}

extension RoutesFinding {
    /// How sure it is that such routes meet more than as many teams that go round the schools' gates evenly; none where the same teams
    /// meet more standing still.
    package var evidenceLabel: EvidenceLabel {
        guard let unseen, !unseen.tooFew, unseen.incidents > 0 else { return .tooFew }
        guard unseen.met >= unseen.standing else { return .none }
        let rota = unseen.rota / Double(unseen.incidents)
        if unseen.metShareFrom > rota { return .strong }
        return Double(unseen.met) > unseen.rota ? .moderate : .none
    }

    /// How sure it is, in a sentence that begins with the label.
    package var evidenceSentence: String {
        guard let unseen, evidenceLabel != .tooFew else {
            return
                "\(evidenceLabel.words): \(unseen?.sentence ?? "the period is too short to count on later incidents")"
        }
        return
            "\(evidenceLabel.words): of \(unseen.incidents) later incidents that such a plan had not seen its teams were there at \(unseen.met), teams standing still at the best places at \(unseen.standing), teams going round the school gates evenly at \(Shown.fixed(unseen.rota, 1))"
    }
}

extension PatrolsFinding {
    /// How sure it is that visits meet more than their share of the time; moderate at most where the last year's count would have held
    /// more in areas of its own.
    package var evidenceLabel: EvidenceLabel {
        guard let unseen, !unseen.tooFew, let ratio = unseen.ratio else { return .tooFew }
        let isBeaten = (unseen.countLastYear?.inAreas ?? 0) > unseen.inAreas
        if unseen.metShareFrom > unseen.timeShare, !isBeaten { return .strong }
        return ratio > 1 ? .moderate : .none
    }

    /// How sure it is, in a sentence that begins with the label.
    package var evidenceSentence: String {
        guard let unseen, evidenceLabel != .tooFew else {
            return "\(evidenceLabel.words): \(unseen?.visits ?? "the period is too short to count on later incidents")"
        }
        let count =
            unseen.countLastYear.map { ", areas where the year before counted most would have held \($0.inAreas)" }
            ?? ""
        return
            "\(evidenceLabel.words): of \(unseen.incidents) later incidents that such a plan had not seen \(unseen.inAreas) lay in its areas\(count); visits were there at \(unseen.met), \(Shown.fixed(unseen.ratio ?? 0, 1)) times their share of the time"
    }
}
