/// Sets of the numbers 0 ..< n that only ever grow together (union–find).
///
/// Source: R. E. Tarjan, J. van Leeuwen (1984), "Worst-case analysis of set union algorithms", Journal of the ACM 31(2)
/// (path halving). The smaller number becomes the root, so that a set's root is its smallest member and does not depend
/// on the order of the joins.
public struct DisjointSets: Sendable {
    private var parent: [Int32]

    /// `count` sets of one member each. O(n).
    public init(_ count: Int) {
        parent = (0..<Int32(count)).map { $0 }
    }

    /// The smallest member of the set that holds `member`. Amortised O(log n).
    public mutating func root(_ member: Int) -> Int {
        var node = Int32(member)
        while parent[Int(node)] != node {
            parent[Int(node)] = parent[Int(parent[Int(node)])]
            node = parent[Int(node)]
        }
        return Int(node)
    }

    /// Makes one set of two; false where they were one already. Amortised O(log n).
    @discardableResult
    public mutating func join(_ first: Int, _ second: Int) -> Bool {
        let a = root(first)
        let b = root(second)
        guard a != b else { return false }
        parent[max(a, b)] = Int32(min(a, b))
        return true
    }
}
