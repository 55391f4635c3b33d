using System.Globalization;

namespace WinLossAgency.Engine;

/// <summary>
/// The requests that wait for an answer, oldest first. All wait equally long, so the head is the next to run out and one timer serves the list.
/// </summary>
internal sealed class DeadlineList
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly long _patienceInStamps;
    private readonly ITimer _timer;
    private GrainRequest? _oldest;
    private GrainRequest? _newest;
    private bool _armed;

    public DeadlineList(TimeProvider time, TimeSpan patience)
    {
        _time = time;
        _patience = patience;
        _patienceInStamps = (long)(patience.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateUnbound(static state => ((DeadlineList)state!).Expire(), this);
    }

    public void Add(GrainRequest request)
    {
        request.Deadline = _time.GetTimestamp() + _patienceInStamps;
        request.Waits = this;
        lock (_gate)
        {
            request.Earlier = _newest;
            if (_newest is null) _oldest = request;
            else _newest.Later = request;
            _newest = request;
            if (_armed) return;
            _armed = true;
        }
        _timer.Change(_patience, Timeout.InfiniteTimeSpan);
    }

    public void Remove(GrainRequest request)
    {
        lock (_gate) Unlink(request);
    }

    /// <summary>Whether the request has run out of time, told or not.</summary>
    public bool IsLate(GrainRequest request) => request.Deadline <= _time.GetTimestamp();

    public void Dispose() => _timer.Dispose();

    private void Unlink(GrainRequest request)
    {
        if (request.Waits is null) return;
        if (request.Earlier is null) _oldest = request.Later;
        else request.Earlier.Later = request.Later;
        if (request.Later is null) _newest = request.Earlier;
        else request.Later.Earlier = request.Earlier;
        request.Earlier = request.Later = null;
        request.Waits = null;
    }

    private void Expire()
    {
        List<GrainRequest> late = [];
        TimeSpan next;
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_oldest is { } first && first.Deadline <= now)
            {
                Unlink(first);
                late.Add(first);
            }
            _armed = _oldest is not null;
            next = _oldest is null ? Timeout.InfiniteTimeSpan : _time.GetElapsedTime(now, _oldest.Deadline);
        }
        if (next != Timeout.InfiniteTimeSpan) _timer.Change(next, Timeout.InfiniteTimeSpan);
        foreach (var request in late) request.Fail(TooLate(request));
    }

    private TimeoutException TooLate(GrainRequest request) => new(string.Create(CultureInfo.InvariantCulture,
        $"{request.Method.Name} gave no answer within {_patience.TotalSeconds:0.###} s; it may still be running."));
}
